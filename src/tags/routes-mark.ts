import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { markCustomer, markFile } from './actions/mark/mark-customer.js'
import { marksOfCustomer, pageMarks } from './actions/mark/read-marks.js'
import { customerMarksSchema, markFileRequestSchema, markFileResultSchema, markPageSchema, markQuerySchema, markRequestSchema } from './contract.js'
import { tagPolicy } from './policy.js'
import type { TagPorts } from './ports.js'

const TAGS = ['tags']
const keyParams = z.object({ key: z.string().max(80) })

/** Routes of values people set on customers. */
export function tagMarkRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/tag-marks', permission: tagPolicy.mark, tags: TAGS, scoped: true,
    summary: 'Set a value of a manual tag on one customer in reach, or take it off; effective at the next read; audited',
    body: markRequestSchema,
    response: z.object({ id: z.string() }),
    handler: ({ body, actor }) => markCustomer(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tag-marks/customer', permission: tagPolicy.readCustomers, tags: TAGS, scoped: true,
    summary: 'Manual tags with what was said of one customer in reach',
    body: z.strictObject({ custId: z.string().min(1).max(200) }),
    response: customerMarksSchema,
    handler: ({ body, actor }) => marksOfCustomer(context, ports, body.custId, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tags/:key/marks', permission: tagPolicy.mark, tags: TAGS, scoped: true,
    summary: 'Set values of a manual tag on the customers of a file (number, value, last day a line); audited',
    params: keyParams,
    body: markFileRequestSchema,
    response: markFileResultSchema,
    handler: ({ params, body, actor }) => markFile(context, ports, params.key, body, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tags/:key/marks', permission: tagPolicy.readCustomers, tags: TAGS, scoped: true,
    summary: 'Values people set on customers in reach, newest first',
    params: keyParams,
    query: markQuerySchema,
    response: markPageSchema,
    handler: ({ params, query, actor }) => pageMarks(context, ports, params.key, query, actor),
  })
}
