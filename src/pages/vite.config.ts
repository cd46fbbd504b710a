import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * One page is built at a time: the mode is its folder. Addresses are relative, so that a page works under any prefix;
 * the server puts a nonce in.
 */
export default defineConfig(({ mode }) => {
  const page = mode === 'console' ? 'console' : 'phone'
  return {
    root: here(`./${page}`),
    base: './',
    plugins: [react()],
    html: { cspNonce: 'NONCE-OF-THIS-ANSWER' },
    build: {
      outDir: here(`../../dist/pages/${page}`),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      // The console carries a softphone.
      chunkSizeWarningLimit: 1_500,
    },
  }
})
