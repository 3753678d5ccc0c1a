import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

const server = process.env['WARDLINE_SERVER'] ?? 'http://localhost:5280';

export default defineConfig({
  define: { __WARDLINE_VERSION__: JSON.stringify(manifest.version) },
  resolve: { alias: { '@': `${import.meta.dirname}/src` } },
  plugins: [
    react(),
    VitePWA({
      strategies: 'generateSW',
      registerType: 'prompt',
      injectRegister: null,
      manifest: false,
      includeManifestIcons: false,
      workbox: {
        globPatterns: ['**/*.{js,css,html,woff2,svg,png,webmanifest}'],
        navigateFallback: '/index.html',
        // Only the shell is kept. What the server says about people and patients is never cached here.
        navigateFallbackDenylist: [/^\/api(\/|$)/, /^\/fhir(\/|$)/, /^\/health(\/|$)/, /^\/openapi(\/|$)/],
        runtimeCaching: [],
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  build: {
    target: 'es2022',
    // The content security policy allows no data: scripts or styles; small assets stay files.
    assetsInlineLimit: 0,
    // The polyfill and the inlined preload helper would be needless bytes: every browser we support has modulepreload.
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    strictPort: true,
    // The server takes changes only from its own pages, so the development server speaks in its name.
    proxy: { '/api': { target: server, ws: true, changeOrigin: true, headers: { origin: server } } },
  },
  test: {
    environment: 'jsdom',
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    // The suite shares a two-core machine with the server's tests.
    maxWorkers: 2,
  },
});
