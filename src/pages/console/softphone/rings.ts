const name = 'activation-line/ring'

type Kept = Pick<Storage, 'getItem' | 'setItem'>

/** Whether this browser rings when somebody waits: it does until it is told not to. */
export function doesRing(storage: Kept): boolean {
  return storage.getItem(name) !== 'off'
}

export function setRinging(storage: Kept, isOn: boolean): void {
  storage.setItem(name, isOn ? 'on' : 'off')
}
