import { Command } from 'commander'

/** `activation-line serve`: runs the line until it is told to stop, as `npm start` does. */
export function serveCommand(): Command {
  return new Command('serve').description('run the line').action(async () => {
    // No other command needs the servers, and loading them takes longer than most commands.
    const { run } = await import('../line/run.ts')
    await run()
  })
}
