import type { Chance } from '../chance.ts'
import { pause, type Clock } from '../clock.ts'
import type { Call, CallEvent, Ended } from '../events.ts'
import { placeOperatorCall } from '../operator/operator-call.ts'
import type { Switchboard } from '../switchboard.ts'
import type { Line } from '../transport/webhook.ts'

export type Helping = {
  readonly line: Line
  readonly switchboard: Switchboard
  /** The caller's. */
  readonly clock: Clock
  readonly chance: Chance
  /** As the softphone signs in. */
  readonly identity: string
  /** Takes somebody who waits, and gives his contact; nothing where nobody waits. Asked again every two seconds. */
  readonly take: () => Promise<string | undefined>
  /** What he says, one after the other, each when the last was answered. */
  readonly asks: readonly string[]
  /** What he does with the answers, such as to send the caller back; then he hangs up. */
  readonly done: (answers: readonly string[]) => Promise<unknown>
}

export type Helped = { readonly answers: readonly string[]; readonly ended: Ended }

/** A scripted operator helps one caller: takes him, dials in, asks, listens, does something with it, hangs up. */
export async function helpCaller(helping: Helping): Promise<Helped> {
  const { clock, identity, asks } = helping
  const contact = await takeSomebody(helping)
  const answers: string[] = []
  let asked = 0
  let isOver = false

  const dialIn = (call: Call): { readonly hear: (event: CallEvent) => void } => {
    const goOn = async (): Promise<void> => {
      const question = asks[asked]
      asked += 1
      if (question !== undefined) return call.speak(question)
      if (isOver) return
      isOver = true
      await clock.during(() => helping.done(answers))
      clock.after(momentInMs, call.hangUp)
    }
    return {
      hear: (event) => {
        if (event.kind === 'heard') answers.push(event.text)
        const isHisTurn =
          event.kind === 'heard' || (event.kind === 'conference' && event.state === 'talking')
        if (isHisTurn) clock.after(momentInMs, () => void goOn())
      },
    }
  }
  const { ended } = placeOperatorCall({
    ...helping,
    identity,
    params: { contact },
    caller: dialIn,
  })
  return { answers, ended: await ended }
}

/** He draws breath. */
const momentInMs = 1000

async function takeSomebody({ clock, take }: Helping): Promise<string> {
  for (;;) {
    const contact = await clock.during(take)
    if (contact !== undefined) return contact
    await pause(clock, 2 * momentInMs, new AbortController().signal)
  }
}
