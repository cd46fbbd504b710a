import type { SoftphoneParts } from './create-softphone.ts'

const name = 'activation-line/muted'

/** Whoever was muted must not be heard because his page was loaded anew. */
export function rememberedMutes(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): SoftphoneParts['mutes'] {
  return {
    was: (contact) => storage.getItem(name) === contact,
    keep: (contact, isOn) => {
      if (isOn) storage.setItem(name, contact)
      else storage.removeItem(name)
    },
  }
}
