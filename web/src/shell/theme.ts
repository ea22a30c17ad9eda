import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const tile: MantineColorsTuple = [
  '#eef4fb', '#d8e5f5', '#b3cceb', '#8ab0df', '#6595d3', '#477fc7', '#2f69b3', '#1b4b8f', '#163f79', '#0f2e5a',
];
const turquoise: MantineColorsTuple = [
  '#e6f6f6', '#c9ebeb', '#97d8d8', '#62c3c4', '#3ab1b2', '#159a9c', '#108486', '#0c6d6f', '#095759', '#06403f',
];
const saffron: MantineColorsTuple = [
  '#fff6e5', '#fde9c4', '#f9d38b', '#f4bc50', '#eaa421', '#d98a00', '#b87400', '#8a5700', '#6a4300', '#4b2f00',
];
const pomegranate: MantineColorsTuple = [
  '#fceeed', '#f8d6d3', '#f0aba6', '#e67d76', '#db544b', '#c93a31', '#b3261e', '#941d17', '#741510', '#530d0a',
];
const sage: MantineColorsTuple = [
  '#eef6f0', '#d8eadc', '#b2d5ba', '#89be96', '#66a876', '#4e9460', '#3f7d4e', '#33663f', '#274f31', '#1b3822',
];
const dark: MantineColorsTuple = [
  '#e8ecf2', '#c9d1dc', '#a9b4c2', '#8391a3', '#566274', '#3e4958', '#2d3644', '#1c2430', '#161d27', '#10151d',
];

const fontFamily =
  "'Noto Sans Variable', 'Noto Sans', 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC', system-ui, sans-serif";

/** The colours of Samarkand's tiles on warm paper; a 4 px grid; one heading size per level. */
export const theme = createTheme({
  colors: { tile, turquoise, saffron, pomegranate, sage, dark },
  primaryColor: 'tile',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: '#1c2430',
  fontFamily,
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.1875rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Paper and ink, and one pair of tones per meaning, each with at least 4.5:1 on its ground. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfaf6',
    '--mantine-color-text': '#1c2430',
    '--mantine-color-dimmed': '#566072',
    '--mantine-color-placeholder': '#6b7484',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#8f97a3',
    '--surface': '#ffffff',
    '--surface-quiet': '#f3f1ea',
    '--line': '#dedbd0',
    '--link': '#1b4b8f',
    '--tone-neutral': '#4a5465', '--tone-neutral-ground': '#eceae2',
    '--tone-active': '#1b4b8f', '--tone-active-ground': '#e3ecf7',
    '--tone-done': '#2e6440', '--tone-done-ground': '#e4f0e6',
    '--tone-attention': '#7d4f00', '--tone-attention-ground': '#fdefd2',
    '--tone-refused': '#a3211a', '--tone-refused-ground': '#fbe6e4',
    '--land': '#ebe6d8', '--land-line': '#c9c2ae', '--sea': '#f6f8f8',
    '--rail': '#1b4b8f', '--road': '#9a5b00', '--series-a': '#1b4b8f', '--series-b': '#b86e00',
    '--series-c': '#0c7c7e', '--series-d': '#8a3f7d', '--series-e': '#5d6b2f', '--series-f': '#b3261e',
  },
  dark: {
    '--mantine-color-body': '#131922',
    '--mantine-color-text': '#e8ecf2',
    '--mantine-color-dimmed': '#a9b4c2',
    '--mantine-color-placeholder': '#8f9bab',
    '--mantine-color-error': '#f0857d',
    '--mantine-color-default-border': '#66748a',
    '--surface': '#1a222d',
    '--surface-quiet': '#202a37',
    '--line': '#323d4c',
    '--link': '#8fb8ee',
    '--tone-neutral': '#c3ccd8', '--tone-neutral-ground': '#2b3644',
    '--tone-active': '#9cc2f3', '--tone-active-ground': '#1c3352',
    '--tone-done': '#93d1a3', '--tone-done-ground': '#1c3626',
    '--tone-attention': '#f2c164', '--tone-attention-ground': '#3d2f10',
    '--tone-refused': '#f5a19a', '--tone-refused-ground': '#4a1d1a',
    '--land': '#26303c', '--land-line': '#465364', '--sea': '#161d27',
    '--rail': '#7fb0f0', '--road': '#e9b04b', '--series-a': '#7fb0f0', '--series-b': '#e9b04b',
    '--series-c': '#4cc4c4', '--series-d': '#d59bcb', '--series-e': '#b4c77a', '--series-f': '#f0857d',
  },
});
