import { defineConfig } from "vite";

// Addresses are relative, so that the folder can be served from any place. The service worker stands at the top of the folder
// under a name that does not change, since its place is what it may serve.
export default defineConfig({
  base: "./",
  build: {
    outDir: "built",
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      input: { index: "index.html", offline: "src/offline.ts" },
      output: { entryFileNames: (entry) => (entry.name === "offline" ? "offline.js" : "assets/[name]-[hash].js") },
    },
  },
  worker: { format: "es" },
});
