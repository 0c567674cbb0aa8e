/** How Mantine looks in the family: the colours of `theme.css`, IBM Plex, targets of 44 px. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eaf2fb',
  '#cfe1f6',
  '#a9caf0',
  '#8ab8f0',
  '#5b99e0',
  '#2870bd',
  '#155fab',
  '#0b4a8f',
  '#083a71',
  '#052a54',
];
const wrong: MantineColorsTuple = [
  '#fdeeee',
  '#fbd9d8',
  '#ffbcb7',
  '#ff9a93',
  '#ee6f69',
  '#cf3f3d',
  '#c62f31',
  '#b3191f',
  '#8f1117',
  '#6b0b10',
];
const gray: MantineColorsTuple = [
  '#f6f6f3',
  '#ecedeb',
  '#e1e3e4',
  '#d5d8dc',
  '#868e97',
  '#646b74',
  '#545b64',
  '#3f464e',
  '#2b3138',
  '#1b1f24',
];
const dark: MantineColorsTuple = [
  '#e8eaed',
  '#ced3d8',
  '#a7aeb7',
  '#8f97a0',
  '#6d757e',
  '#2f353c',
  '#1d2126',
  '#15181c',
  '#101317',
  '#0b0d10',
];

export const theme = createTheme({
  fontFamily:
    '"IBM Plex Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: '"IBM Plex Mono", ui-monospace, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '26px', lineHeight: '1.25' },
      h2: { fontSize: '20px', lineHeight: '1.3' },
      h3: { fontSize: '17px', lineHeight: '1.35' },
    },
  },
  fontSizes: { xs: '13px', sm: '14px', md: '16px', lg: '18px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  black: '#1b1f24',
  colors: { accent, red: wrong, gray, dark },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    RadioGroup: { defaultProps: { size: 'md' } },
    CheckboxGroup: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { transitionProps: { duration: 100 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 100 } } },
  },
});

/** Where what Mantine takes from the colours would be too faint. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-error': '#b3191f' },
  dark: { '--mantine-color-error': '#ff9a93' },
});
