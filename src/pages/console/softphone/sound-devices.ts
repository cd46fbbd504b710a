/** Which microphone and which loudspeaker; without a name the browser's own choice. */
export type Chosen = { readonly input?: string; readonly output?: string }

export type SoundDevice = { readonly id: string; readonly name: string }

/** The microphones and loudspeakers of this computer, and what its operator chose of them. */
export type SoundDevices = {
  readonly chosen: () => Chosen
  readonly choose: (chosen: Chosen) => void
  readonly onChosen: (listener: (chosen: Chosen) => void) => void
  /** Browsers name them only to a page that has been given a microphone before. */
  readonly list: () => Promise<Readonly<Record<keyof Chosen, readonly SoundDevice[]>>>
}

/** As browsers have them; nothing on a page that is not served over https. */
type Media = {
  readonly enumerateDevices: () => Promise<
    readonly { readonly kind: string; readonly deviceId: string; readonly label: string }[]
  >
}

export function createSoundDevices(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  media: Media | undefined,
): SoundDevices {
  const listeners = new Set<(chosen: Chosen) => void>()
  let chosen: Chosen = {
    ...named('input', storage.getItem(nameOf('input'))),
    ...named('output', storage.getItem(nameOf('output'))),
  }
  return {
    chosen: () => chosen,
    choose: (next) => {
      chosen = next
      storage.setItem(nameOf('input'), next.input ?? '')
      storage.setItem(nameOf('output'), next.output ?? '')
      for (const listener of listeners) listener(next)
    },
    onChosen: (listener) => void listeners.add(listener),
    list: async () => {
      const all = (await media?.enumerateDevices()) ?? []
      const of = (wanted: string): readonly SoundDevice[] =>
        all
          .filter(({ kind, deviceId, label }) => kind === wanted && deviceId !== '' && label !== '')
          .map(({ deviceId: id, label: name }) => ({ id, name }))
      return { input: of('audioinput'), output: of('audiooutput') }
    },
  }
}

function nameOf(which: keyof Chosen): string {
  return `activation-line/sound-${which}`
}

function named(which: keyof Chosen, id: string | null): Chosen {
  return id === null || id === '' ? {} : { [which]: id }
}
