import type { Refused } from '../../../base/activation.ts'

/** Why a line refused a machine, in words for whoever looks after it. Blames nobody. */
export function refusalWords(reason: string): string {
  return isKnown(reason)
    ? words[reason]
    : `The reason is called ${reason}. The publisher can say what it means.`
}

const words: Readonly<Record<Refused['reason'], string>> = {
  unreadable: 'The installation ID could not be read. Collect this machine again.',
  'check-digit':
    'A digit of the installation ID was damaged on its way. Collect this machine again.',
  'out-of-range': 'The installation ID is not one. Collect this machine again.',
  'unknown-version':
    'The line does not know this kind of ID; its wizard may be newer than the line.',
  'unknown-product': 'The line does not know this product. Was it asked at the right address?',
  'unknown-key': 'The line does not know this product key. Was it asked at the right address?',
  forged: 'The installation ID was not made with a product key of this publisher.',
  blocked: 'The product key is blocked. Whoever sold it can say more, and refunds or replaces it.',
  exhausted:
    'All activations of this product key are used. Release a machine that is no longer needed, or ask for more.',
  'network-activated': 'This kind of key is activated by your own network. Ask whoever runs it.',
  'retired-product':
    'This product is no longer activated. Its publisher can say what takes its place.',
  'wrong-region': 'This product key is for another region. Ask whoever sold it.',
  'other-board':
    'This key belongs to the computer it came with, and the main board is another now.',
  'host-limit': 'This key has been used on all the hosts that it is for. Ask for an exception.',
  'not-served-here': 'This kind of key is not served at that address; another number may serve it.',
  'too-little-hardware': 'The installation ID names too few parts of the machine.',
  limited:
    'This product key was used too often in a short time. Submit the request again later, or ask for more.',
}

function isKnown(reason: string): reason is keyof typeof words {
  return Object.hasOwn(words, reason)
}
