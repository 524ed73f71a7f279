import { defineConfig } from "vite";

// Addresses are relative, so that the folder can be served from any place.
export default defineConfig({
  base: "./",
  build: { outDir: "built", target: "es2022", sourcemap: false, chunkSizeWarningLimit: 900 },
  worker: { format: "es" },
});
