import { mountPhone, type LivePhone } from '../phone/live.ts'
import { type Access, loopback } from './access.ts'
import { ours, type Configuration } from './configuration.ts'
import type { DemoSet } from './demo.ts'

/** How many times as fast as a real call the simulated telephone may run. */
const fastest = 50

/** The simulated telephone, which calls this line. */
export function openPhone(
  { numbers, scripts, settings }: Configuration,
  line: { readonly demo: DemoSet; readonly access: Access; readonly port: number },
): LivePhone {
  const { demo, access, port } = line
  return mountPhone({
    line: {
      url: access.publicUrl,
      token: access.authTokens[0] ?? '',
      accountSid: access.accountSid,
      via: `http://${loopback}:${port}`,
    },
    pages: ours('dist/pages/phone'),
    product: demo.product,
    productKey: demo.productKey,
    numbers: numbers.map(({ number, kind, country }) => {
      const found = scripts.get(country)
      const kept = [found?.demo, found?.demo?.text].find((one) => one?.number === number)
      return {
        number,
        kind,
        country,
        languages: found?.script.languages ?? [],
        ...(kept && { shown: kept.display }),
        ...(found && { textModes: found.text.modes }),
      }
    }),
    fastest: settings.mode === 'demo' ? fastest : 1,
  })
}
