/**
 * What of a machine can be looked at, whichever machine it is. What cannot be read is absent: nothing
 * here throws, and nothing waits longer than a command's time limit.
 */
export type Machine = {
  readonly text: (path: string) => Promise<string | undefined>
  /** The names in a folder, in no order; of a folder that cannot be read: none. */
  readonly names: (folder: string) => Promise<readonly string[]>
  /** Where a symbolic link points, as it is written in the link. */
  readonly target: (link: string) => Promise<string | undefined>
  /** What a command prints when it succeeds. */
  readonly output: (command: string, ...args: readonly string[]) => Promise<string | undefined>
}
