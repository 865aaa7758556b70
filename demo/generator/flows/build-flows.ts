import { identifier, join, sql, type Sql } from '#kernel/sql'
import type { Chance } from '../chance.js'
import type { Engine } from '../engine.js'
import { balancedTable, balancingFlows, gapTable, openingRows, runningTable } from './balance.js'
import { FLOW_COLUMNS, FLOW_TABLE } from './flow.js'
import { interestFlows, leakFlows, pensionFlows, salaryFlows, salaryTable } from './income-flows.js'
import { bumpFlows, positionFlows } from './position-flows.js'
import { drawnFlows, selfFlows } from './self-flows.js'

/** Builds `balanced`: every transaction of the demand accounts of customers [from, to), with balances. */
export async function buildFlows(engine: Engine, chance: Chance, from: number, to: number, more: readonly Sql[]): Promise<void> {
  const columns = join(FLOW_COLUMNS.map((name) => identifier(name)))
  const add = (select: Sql) => engine.run(sql`INSERT INTO flow (${columns}) SELECT ${columns} FROM (${select})`)
  await engine.run(FLOW_TABLE)
  await engine.keep('drawn_flow', drawnFlows(chance, from, to))
  await engine.keep('salary', salaryTable(chance, from, to))
  const flows = [
    selfFlows(chance), salaryFlows(), leakFlows(chance), pensionFlows(chance, from, to), interestFlows(from, to),
    positionFlows(chance, from, to), bumpFlows(chance, from, to), ...more,
  ]
  for (const select of flows) await add(select)
  await engine.drop('drawn_flow', 'salary')
  await engine.keep('running', runningTable())
  await engine.keep('gap', gapTable(chance, from, to))
  await engine.drop('running')
  await add(balancingFlows())
  await add(openingRows())
  await engine.keep('balanced', balancedTable())
  await engine.drop('flow', 'gap')
}
