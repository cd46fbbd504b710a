import { homedir, hostname, platform } from 'node:os'
import { Command } from 'commander'
import { readEnvironment, type Environment } from '../config.ts'
import { collect, type CollectOptions } from './wizard/batch/collect.ts'
import { deposit } from './wizard/batch/deposit.ts'
import { collectHelp, depositHelp, submitHelp } from './wizard/batch/help.ts'
import { merge } from './wizard/batch/merge.ts'
import { submit, type SubmitOptions } from './wizard/batch/submit.ts'
import { confirm } from './wizard/confirm.ts'
import type { Context } from './wizard/context.ts'
import { install, type InstallOptions } from './wizard/install.ts'
import { print, type Outcome } from './wizard/outcome.ts'
import { release, type ReleaseOptions } from './wizard/release.ts'
import { show } from './wizard/show.ts'
import { stateFileAt, usualPath } from './wizard/state-file.ts'
import { status } from './wizard/status.ts'
import { withTerminal } from './wizard/terminal.ts'

type CommonOptions = {
  readonly state?: string
  readonly hardware?: string
  readonly json?: boolean
}

type FromOption = { readonly from?: readonly string[] }

/** `activation-line wizard …`: what a publisher builds into its software, on the command line. */
export function wizardCommand(): Command {
  const wizard = new Command('wizard').description('activate this machine by telephone')

  command(wizard, 'install', 'make and show the installation ID of this machine')
    .option('--key <key>', 'the product key, XXXXX-XXXXX-XXXXX-XXXXX-XXXXX')
    .option('--public-key <hex>', "the publisher's public key, 160 hex digits")
    .option('--product-file <file>', 'JSON with product, name and publicKey')
    .option('--replace', 'put aside an unusable file or the activation of another key')
    .action((options: InstallOptions & CommonOptions) =>
      run(options, (context) => install(context, options)),
    )

  command(wizard, 'show', 'show the installation ID again, or the release ID').action(
    (options: CommonOptions) => run(options, async (context) => show(context)),
  )

  command(wizard, 'confirm', 'take the confirmation ID that the line read out')
    .argument('[blocks...]', 'the eight blocks A to H; without them they are asked for one by one')
    .action((blocks: readonly string[], options: CommonOptions) =>
      run(options, (context) => withTerminal((keyboard) => confirm(context, blocks, keyboard))),
    )

  command(wizard, 'status', 'say whether this machine is licensed, and if not, why').action(
    (options: CommonOptions) => run(options, status),
  )

  command(wizard, 'release', 'stop running here and show the release ID that gives the slot back')
    .option('--yes', 'do not ask first')
    .action((options: ReleaseOptions & CommonOptions) =>
      run(options, (context) => withTerminal((keyboard) => release(context, options, keyboard))),
    )

  command(wizard, 'collect', 'add this machine to a request file for many machines')
    .argument('<file>', 'the request file; it is begun when it is not there')
    .option('--label <text>', 'what to call this machine in it (default: its host name)')
    .option('--anonymous', 'leave out what is personal: no label; the ID holds the fingerprint')
    .option('--from <paths...>', 'merge these files, or folders of them, into the file instead')
    .addHelpText('after', collectHelp)
    .action((file: string, options: CollectOptions & FromOption & CommonOptions) =>
      run(options, async (context) =>
        options.from === undefined
          ? collect(context, file, { ...options, hostName: hostname() })
          : merge(file, options.from, options),
      ),
    )

  wizard
    .command('submit')
    .description('have a request file answered by a line, on a computer with a network')
    .argument('<file>', 'the request file')
    .requiredOption('--to <address>', 'the address of the line, https://…')
    .option('--token-file <file>', 'a file with a token of the line (or ACTIVATION_LINE_TOKEN)')
    .option('--answers <file>', 'the answer file (default: beside it, NAME.answers.ndjson)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', submitHelp)
    .action(async (path: string, options: SubmitOptions & CommonOptions) => {
      const environment = readEnvironment()
      const outcome = await submit({
        ...options,
        path,
        token: environment['ACTIVATION_LINE_TOKEN'],
        program: programName(environment),
        say: (line) => console.error(line),
      })
      print(outcome, options.json === true)
    })

  command(wizard, 'deposit', "take this machine's answer from an answer file, without a network")
    .argument('<file>', 'the answer file')
    .addHelpText('after', depositHelp)
    .action((file: string, options: CommonOptions) =>
      run(options, (context) => deposit(context, file)),
    )
  return wizard
}

function command(wizard: Command, name: string, description: string): Command {
  return wizard
    .command(name)
    .description(description)
    .option('--state <file>', 'where the wizard remembers (default: a file of this user)')
    .option(
      '--hardware <file>',
      'JSON with the components of a machine, instead of reading this one',
    )
    .option('--json', 'print the result as JSON')
}

async function run(
  { state, hardware, json }: CommonOptions,
  carryOut: (context: Context) => Promise<Outcome>,
): Promise<void> {
  const environment = readEnvironment()
  const home = { system: platform(), folder: homedir(), environment }
  const outcome = await carryOut({
    stateFile: stateFileAt(state ?? usualPath(home)),
    hardwareFile: hardware,
    demoFile: 'data/demo.json',
    program: programName(environment),
  })
  print(outcome, json === true)
}

/** How the user starts the wizard. */
function programName(environment: Environment): string {
  const isClone = environment['npm_lifecycle_event'] === 'line'
  return isClone ? 'npm run -s line -- wizard' : 'activation-line wizard'
}
