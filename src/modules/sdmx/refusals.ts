import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('sdmx', {});
