import type { ReactNode } from 'react';
import { RefusalCard } from '../parts/refusal-card.tsx';

/** A page that failed while it was drawn or loaded; the rest of the screen stays. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }): ReactNode {
  return <RefusalCard error={error} retry={reset} />;
}
