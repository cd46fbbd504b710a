import { Command } from 'commander'
import { run } from '../line/run.ts'

/** `activation-line serve`: runs the line until it is told to stop, as `npm start` does. */
export function serveCommand(): Command {
  return new Command('serve').description('run the line').action(run)
}
