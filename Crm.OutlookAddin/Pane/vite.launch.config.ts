import { defineConfig } from "vite";

// One file under its own name, which classic Outlook on Windows fetches by the manifest and runs as it is.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../wwwroot/pane",
    emptyOutDir: false,
    target: "es2016",
    lib: { entry: "src/launch.ts", formats: ["iife"], name: "crm", fileName: () => "launch.js" },
  },
});
