import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Addresses are relative, so that the page works under any prefix; the server puts a nonce in. */
export default defineConfig({
  root: here('./phone'),
  base: './',
  plugins: [react()],
  html: { cspNonce: 'NONCE-OF-THIS-ANSWER' },
  build: { outDir: here('../../dist/pages/phone'), emptyOutDir: true, assetsInlineLimit: 0 },
})
