import type { Config } from 'jest'

const swc = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
  module: { type: 'es6' },
}

export default {
  testEnvironment: 'node',
  // Machines are slow and shared; what hangs is found all the same.
  testTimeout: 60_000,
  // All cores: by itself jest leaves one idle, which of two is half.
  maxWorkers: '100%',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  testSequencer: '<rootDir>/test/support/longest-first.ts',
  globalSetup: '<rootDir>/test/support/run-begins.ts',
  globalTeardown: '<rootDir>/test/support/run-ends.ts',
  transform: { '\\.ts$': ['<rootDir>/test/support/fast-globals.ts', swc] },
} satisfies Config
