import { expect, test } from '@jest/globals'
import { PhoneFault } from '../../src/phone/phone-fault.ts'
import { parseTwiml } from '../../src/phone/twiml/document.ts'

const codeOf = (document: string): number | 'accepted' => {
  try {
    parseTwiml(document)
    return 'accepted'
  } catch (error) {
    if (error instanceof PhoneFault) return error.code
    throw error
  }
}
const say = (text: string, attributes = ''): string =>
  `<Response><Say ${attributes}>${text}</Say></Response>`
const inResponse = (verbs: string): string => `<Response>${verbs}</Response>`

test.each([
  ['nothing at all', '', 12100],
  ['an element that is not closed', '<Response><Say>Hello</Response>', 12100],
  ['an attribute without quotes', '<Response><Say loop=2>Hello</Say></Response>', 12100],
  ['a bare ampersand', say('Fish & chips'), 12100],
  ['two roots', '<Response/><Response/>', 12100],
  ['a document type', '<!DOCTYPE Response><Response/>', 12100],
  ['no Response', '<Say>Hello</Say>', 12100],
  ['a response in small letters', '<response><Say>Hello</Say></response>', 12100],
  ['a verb in small letters', inResponse('<say>Hello</say>'), 12200],
  ['a verb there is none of', inResponse('<Sing>Hello</Sing>'), 12200],
  ['a verb named like a method of objects', inResponse('<toString/>'), 12200],
  ['an attribute in the wrong case', inResponse('<Gather numdigits="3"/>'), 12200],
  ['an attribute of another verb', say('Hello', 'numDigits="3"'), 12200],
  ['words between the verbs', inResponse('Hello<Hangup/>'), 12200],
  ['a verb in a verb that may hold none', inResponse('<Pause><Say>Hello</Say></Pause>'), 12200],
  ['a verb this telephone does not play', inResponse('<Pay/>'), 0],
])('a document is refused for %s', (_, document, code) => {
  expect(codeOf(document)).toBe(code)
})

test.each([
  ['no words', say(''), 13520],
  ['a voice there is none of', say('Hello', 'voice="Homer"'), 13511],
  ['a language that is none', say('Hello', 'language="dutch!"'), 13512],
  [
    'a voice of another language',
    say('Hallo', 'voice="Google.nl-NL-Wavenet-A" language="de-DE"'),
    13512,
  ],
  ['a loop below zero', say('Hello', 'loop="-1"'), 13510],
  ['4,097 characters in a basic voice', say('a'.repeat(4097)), 13521],
  ['3,001 characters in a Polly voice', say('a'.repeat(3001), 'voice="Polly.Lotte"'), 13521],
  ['751 Cyrillic letters: 4,506 characters when URL-encoded', say('ж'.repeat(751)), 13521],
  [
    '5,001 characters in a Google voice, the mark-up counted',
    say(
      `${'a'.repeat(4300)}${'<break time="1s"></break>'.repeat(29)}`,
      'voice="Google.nl-NL-Wavenet-A"',
    ),
    13521,
  ],
  ['mark-up that Twilio has not', say('<audio src="x"/>Hello'), 12200],
  ['a break longer than ten seconds', say('Hello<break time="11s"/>'), 12200],
  ['a rate that is none', say('<prosody rate="quick">Hello</prosody>'), 12200],
])('a Say is refused for %s', (_, document, code) => {
  expect(codeOf(document)).toBe(code)
})

test.each([
  ['4,096 characters in a basic voice', say('a'.repeat(4096))],
  ['3,000 characters in a Polly voice', say('a'.repeat(3000), 'voice="Polly.Lotte"')],
  [
    '3,000 characters in a Polly voice, the mark-up not counted',
    say(`${'a'.repeat(3000)}<break time="100ms"/>`, 'voice="Polly.Lotte"'),
  ],
  ['750 Cyrillic letters', say('ж'.repeat(750))],
  ['an accented voice', say('Hola', 'voice="Polly.Mía-Generative" language="es-MX"')],
  ['comments and white space', inResponse('\n  <!-- who calls? -->\n  <Say>Hello</Say>\n')],
  ['no verb', '<Response/>'],
  ['no finish key', inResponse('<Gather finishOnKey=""/>')],
  ['a fragment in an address', inResponse('<Gather action="https://a.example/b#rc=2"/>')],
])('a document is taken with %s', (_, document) => {
  expect(codeOf(document)).toBe('accepted')
})

test.each([
  ['a finish key that is none', '<Gather finishOnKey="A"/>', 13310],
  ['two finish keys', '<Gather finishOnKey="12"/>', 13310],
  ['a method other than GET and POST', '<Gather method="PUT"/>', 13312],
  ['no time', '<Gather timeout="0"/>', 13313],
  ['a time with a fraction', '<Gather timeout="2.5"/>', 13313],
  ['auto without speech', '<Gather timeout="auto"/>', 13313],
  ['no keys', '<Gather numDigits="0"/>', 13314],
  ['keys in words', '<Gather numDigits="many"/>', 13314],
  ['another verb in it', '<Gather><Redirect>/x</Redirect></Gather>', 13320],
  ['a voice there is none of in it', '<Gather><Say voice="Homer">Hello</Say></Gather>', 13321],
  ['an input there is none of', '<Gather input="smell"/>', 12200],
  ['yes instead of true', '<Gather actionOnEmptyResult="yes"/>', 12200],
])('a Gather is refused for %s', (_, verb, code) => {
  expect(codeOf(inResponse(verb))).toBe(code)
})

test.each([
  ['a redirect must contain a URL', '<Redirect/>', 11100],
  ['a redirect has a method', '<Redirect method="HEAD">/x</Redirect>', 13710],
  ['a pause lasts', '<Pause length="0"/>', 13910],
  ['a play plays something', '<Play/>', 11100],
  ['tones are keys', '<Play digits="12x"/>', 13422],
  ['a rejection has a reason', '<Reject reason="tired"/>', 12200],
  ['a dial dials somebody', '<Dial/>', 13210],
  ['a dial dials known nouns', '<Dial><Pigeon>x</Pigeon></Dial>', 13210],
  ['a dial has no number beside its nouns', '<Dial>+31201234567<Client>op</Client></Dial>', 13210],
  ['a dial does not ring for no time', '<Dial timeout="0">+31201234567</Dial>', 13212],
  ['a queue has a name', '<Enqueue/>', 14204],
  ['a conference has a name', '<Dial><Conference/></Dial>', 13237],
  [
    'a conference stands alone',
    '<Dial><Conference>a</Conference><Client>op</Client></Dial>',
    13000,
  ],
  ['muted is true or false', '<Dial><Conference muted="1">a</Conference></Dial>', 13230],
  [
    'endConferenceOnExit is true or false',
    '<Dial><Conference endConferenceOnExit="no">a</Conference></Dial>',
    13231,
  ],
  [
    'startConferenceOnEnter is true or false',
    '<Dial><Conference startConferenceOnEnter="no">a</Conference></Dial>',
    13232,
  ],
  [
    'a wait method is GET or POST',
    '<Dial><Conference waitMethod="PUT">a</Conference></Dial>',
    13234,
  ],
  ['a beep is one of four', '<Dial><Conference beep="loud">a</Conference></Dial>', 13235],
  ['whom one coaches is a call', '<Dial><Conference coach="op">a</Conference></Dial>', 13240],
  ['a label has no slash', '<Dial><Conference participantLabel="a/b">a</Conference></Dial>', 16023],
  [
    'a conference tells known events',
    '<Dial><Conference statusCallbackEvent="start sneeze">a</Conference></Dial>',
    12200,
  ],
  [
    'a conference has at most 250 participants',
    '<Dial><Conference maxParticipants="251">a</Conference></Dial>',
    12200,
  ],
  ['tasks are not for this telephone', '<Enqueue workflowSid="WW1"><Task>{}</Task></Enqueue>', 0],
  ['connect holds a noun', '<Connect/>', 12200],
  [
    'connect holds one noun',
    '<Connect><Stream url="wss://a.b"/><Stream url="wss://a.b"/></Connect>',
    12200,
  ],
  ['connect holds only a stream', '<Connect><Room>x</Room></Connect>', 0],
  ['a stream goes by wss', '<Connect><Stream url="https://a.b/c"/></Connect>', 31922],
  ['a stream goes by secure sockets only', '<Connect><Stream url="ws://a.b/c"/></Connect>', 31922],
  ['a stream address has no query', '<Connect><Stream url="wss://a.b/c?d=1"/></Connect>', 31923],
  [
    'a stream both ways has the inbound track only',
    '<Connect><Stream track="both_tracks" url="wss://a.b"/></Connect>',
    31941,
  ],
  ['a track is one of three', '<Start><Stream track="all" url="wss://a.b"/></Start>', 31941],
  [
    'a parameter has less than 500 characters',
    `<Connect><Stream url="wss://a.b"><Parameter name="x" value="${'y'.repeat(499)}"/></Stream></Connect>`,
    12200,
  ],
  ['a stream is stopped by its name', '<Stop><Stream/></Stop>', 12200],
  ['stop names what it stops', '<Stop/>', 12200],
  [
    'a parameter has a name and a value',
    '<Connect><Stream url="wss://a.b"><Parameter name="x"/></Stream></Connect>',
    12200,
  ],
  ['a message has words', '<Sms/>', 14103],
  ['a recording ends with a key', '<Record finishOnKey="x"/>', 13613],
  ['a recording has a length', '<Record maxLength="0"/>', 13612],
])('Twilio holds that %s', (_, verb, code) => {
  expect(codeOf(inResponse(verb))).toBe(code)
})

test('on this machine a stream needs no TLS', () => {
  const verb = '<Connect><Stream url="ws://127.0.0.1:8080/media"/></Connect>'
  expect(codeOf(inResponse(verb))).toBe('accepted')
})
