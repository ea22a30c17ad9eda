import type { Register } from '../register.ts';

export const addFetch: Register = () => undefined;
