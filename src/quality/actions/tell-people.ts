import { createTransport } from 'nodemailer'
import type { Context } from '#platform/context'
import type { QualityAlert, Told } from '../contract.js'
import { isEmail } from '../domain/identifier-format.js'
import type { PersonToTell, QualityPorts, Told as ToTell } from '../ports.js'
import { untoldAlerts, writeTold } from '../store/alert-store.js'

/**
 * Tells the people a rule names of open alerts that nobody was told of: always in the list of alerts, and by e-mail, one
 * a person, where the bank has set up e-mail and the login is an address. A check that crashed in between is made up for.
 */
export async function tellPeople(context: Context, ports: QualityPorts, rules: ReadonlyMap<string, { readonly body: { readonly tell: readonly ToTell[] } }>): Promise<void> {
  const alerts = await untoldAlerts(context.ledger.db)
  const people = new Map<string, { person: PersonToTell; alerts: QualityAlert[] }>()
  const told = new Map<string, PersonToTell[]>()
  for (const alert of alerts) {
    const rule = rules.get(alert.rule)
    if (rule === undefined) continue
    const found = await ports.people(rule.body.tell)
    told.set(alert.id, [...found])
    for (const person of found) people.set(person.id, { person, alerts: [...(people.get(person.id)?.alerts ?? []), alert] })
  }
  const mailed = new Map<string, boolean>()
  for (const { person, alerts: theirs } of people.values()) {
    if (canMail(context, person)) mailed.set(person.id, await mail(context, person, theirs))
  }
  const at = context.clock.now().toISOString()
  for (const [id, found] of told) await writeTold(context.ledger.db, id, found.flatMap((person) => toldOf(person, at, mailed.get(person.id))))
}

function toldOf({ id, name }: PersonToTell, at: string, delivered: boolean | undefined): Told[] {
  const listed: Told = { id, name, at, way: 'list', delivered: true }
  return delivered === undefined ? [listed] : [listed, { id, name, at, way: 'email', delivered }]
}

function canMail({ settings }: Context, person: PersonToTell): boolean {
  return settings.smtpUrl !== null && settings.smtpFrom !== null && isEmail(person.login)
}

/** Rules, tables, sources and dates only: nothing of a customer leaves by e-mail. */
async function mail(context: Context, person: PersonToTell, alerts: readonly QualityAlert[]): Promise<boolean> {
  const { smtpUrl, smtpFrom } = context.settings
  const lines = alerts.map(({ severity, ruleName, source, lastAsOf }) => `[${severity}] ${ruleName.zh} / ${ruleName.en ?? ruleName.zh} (${source ?? '-'}, ${lastAsOf})`)
  const transport = createTransport(smtpUrl ?? '')
  try {
    await transport.sendMail({
      from: smtpFrom ?? '',
      to: { name: '', address: person.login },
      subject: `数据质量告警 ${alerts.length} 条 / ${alerts.length} data quality alerts`,
      text: lines.join('\n'),
    })
    return true
  } catch (cause) {
    context.log.warn({ person: person.id, cause: cause instanceof Error ? cause.message : String(cause) }, 'a quality alert could not be sent by e-mail')
    return false
  } finally {
    transport.close()
  }
}
