import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { TagReason } from '../contract.js'
import { toAmount } from '../domain/amount.js'
import type { CustomerPorts } from '../ports.js'
import { openPerson } from './open-person.js'

/** Why a customer has the value of a tag; money as the asker may see it. Of a tag the customer objects to only since when. */
export async function readTagReason(context: Context, ports: CustomerPorts, { custId, key }: { readonly custId: string; readonly key: string }, actor: Actor, asOf?: string): Promise<TagReason> {
  const person = await openPerson(context, ports, custId, actor, asOf)
  const { readings, sentence, model, refused, asOf: date } = await ports.why(person.key, key, actor, person.asOf)
  return {
    key,
    asOf: date,
    sentence: sentence === null ? null : { ...sentence },
    model,
    refused,
    readings: readings.map(({ phrase, type, ccy, value }) => {
      const isMoney = type === 'money'
      return { phrase: { ...phrase }, type, value: isMoney ? null : value, amount: isMoney && value !== null ? toAmount(Number(value), { ...person.view, ccy: ccy ?? person.view.ccy }) : null }
    }),
  }
}
