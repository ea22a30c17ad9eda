import { Button } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';

function Anchor({ children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>): ReactNode {
  return (
    <Button component="a" {...rest}>
      {children}
    </Button>
  );
}

/** A link that looks like a button, for the one step a page is there for. */
export const ButtonLink = createLink(Anchor);
