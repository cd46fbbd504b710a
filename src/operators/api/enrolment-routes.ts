import { Router } from 'express'
import encodeQr from 'qr'
import { z } from 'zod'
import { networkOf } from '../../base/network-of.ts'
import { createEnrolment } from '../accounts/enrolment.ts'
import type { ConsoleDeps } from './console-deps.ts'
import { read } from './guards.ts'
import { refuse, refuseForNow } from './refusals.ts'

const invitation = z.string().min(1).max(100)
const openSaid = z.strictObject({ invitation })
const completeSaid = z.strictObject({
  invitation,
  password: z.string().max(1_000),
  code: z.string().max(50),
})

/** `/enrolment`: for whoever was given an invitation. */
export function enrolmentRoutes(deps: ConsoleDeps): Router {
  const enrolment = createEnrolment(deps)
  const router = Router()

  router.post('/enrolment/open', async (request, response) => {
    const said = read(openSaid, request, response)
    if (said === undefined) return
    const whence = { address: networkOf(request.ip ?? ''), at: deps.now() }
    const opened = await enrolment.open(said.invitation, whence)
    if (opened.kind === 'wait') return refuseForNow(response, opened.inMs)
    if (opened.kind === 'refused') return refuse(response, opened.reason)
    response.json({ ...opened, picture: encodeQr(opened.address, 'svg') })
  })

  router.post('/enrolment', async (request, response) => {
    const said = read(completeSaid, request, response)
    if (said === undefined) return
    const whence = { address: networkOf(request.ip ?? ''), at: deps.now() }
    const enrolled = await enrolment.complete(said, whence)
    if (enrolled.kind === 'wait') return refuseForNow(response, enrolled.inMs)
    if (enrolled.kind === 'refused') return refuse(response, enrolled.reason)
    response.json(enrolled)
  })
  return router
}
