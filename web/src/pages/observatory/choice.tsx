import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';

/** A filter of an observatory page: what is chosen stands in the address. */
export function Choice({
  label,
  value,
  data,
  choose,
}: {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  choose: (value: string | undefined) => void;
}): ReactNode {
  const known = data.some((option) => option.value === value);
  return (
    <NativeSelect
      label={label}
      value={value}
      data={known ? data : [{ value, label: value }, ...data]}
      onChange={(event) => choose(event.currentTarget.value || undefined)}
    />
  );
}
