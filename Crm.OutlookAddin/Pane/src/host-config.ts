import { HostConfig } from "adaptivecards/lib/host-config";

const colour = (name: string) => ({ default: `var(--${name})`, subtle: `var(--${name}-subtle, var(--ink-soft))` });
const foreground = {
  default: { default: "var(--ink)", subtle: "var(--ink-soft)" },
  dark: { default: "var(--ink)", subtle: "var(--ink-soft)" },
  light: { default: "var(--paper)", subtle: "var(--paper)" },
  accent: colour("brand"),
  good: colour("good"),
  warning: colour("warning"),
  attention: colour("attention"),
};
const container = (back: string) => ({ backgroundColor: back, foregroundColors: foreground });

const font = (fontFamily: string) => ({
  fontFamily,
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
});

/** Only custom properties of pane.css, so that a theme change needs no new rendering. */
export const hostConfig = new HostConfig({
  supportsInteractivity: true,
  fontTypes: { default: font("inherit"), monospace: font("Consolas, monospace") },
  // A heading is as large as the card says; the renderer would make every one of them large.
  textStyles: { heading: { size: "default", weight: "bolder", color: "default", isSubtle: false, fontType: "default" } },
  spacing: { small: 6, default: 10, medium: 16, large: 20, extraLarge: 28, padding: 12 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  containerStyles: {
    default: container("transparent"),
    emphasis: container("var(--back)"),
    accent: container("var(--tint)"),
    good: container("var(--good-back)"),
    attention: container("var(--attention-back)"),
    warning: container("var(--warning-back)"),
  },
  actions: {
    maxActions: 8,
    spacing: "medium",
    buttonSpacing: 8,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 12 },
  },
  adaptiveCard: { allowCustomStyle: false },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", size: "small", spacing: "small", weight: "default" },
  },
  factSet: {
    title: { color: "default", size: "default", isSubtle: true, weight: "default", wrap: true, maxWidth: 130 },
    value: { color: "default", size: "default", isSubtle: false, weight: "default", wrap: true },
    spacing: 12,
  },
});
