import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  build: {
    outDir: "../wwwroot/pane",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // The page's policy allows no data: scripts or styles; every asset is a file with its hash.
    assetsInlineLimit: 0,
    rollupOptions: { input: ["index.html", "jobs.html"] },
  },
  test: { environment: "jsdom", include: ["tests/**/*.test.ts"] },
});
