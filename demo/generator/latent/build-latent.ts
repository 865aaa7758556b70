import type { Sql } from '#kernel/sql'
import type { Chance } from '../chance.js'
import type { Engine } from '../engine.js'
import { demandPlan, valuedPositions } from './plan.js'
import { courseStage, endStage, purchaseStage } from './course.js'
import { attitudeStage, holdingStage, roleStage } from './holding.js'
import { keptPositions, lanePositions, laneTable, positionTable, purchasePositions } from './position.js'
import { personStage, wealthStage } from './person.js'
import { traitStage } from './trait.js'
import { digitalStage, incomeStage, placeStage, type BankSize } from './ties.js'

/** Builds `latent_customer` and `latent_position` for a range of customers; every later table reads them. */
export async function buildLatent(engine: Engine, chance: Chance, size: BankSize, from: number, count: number): Promise<void> {
  const stages: readonly (readonly [name: string, select: Sql])[] = [
    ['latent_person', personStage(chance, from, count)],
    ['latent_wealth', wealthStage(chance)],
    ['latent_place', placeStage(chance, size)],
    ['latent_income', incomeStage(chance, size)],
    ['latent_digital', digitalStage(chance)],
    ['latent_role', roleStage(chance)],
    ['latent_holding', holdingStage(chance)],
    ['latent_attitude', attitudeStage(chance)],
    ['latent_trait', traitStage(chance)],
    ['latent_purchase', purchaseStage(chance)],
    ['latent_course', courseStage(chance)],
    ['latent_customer', endStage(chance)],
  ]
  let previous: string | null = null
  for (const [name, select] of stages) {
    await engine.keep(name, select)
    if (previous !== null) await engine.drop(previous)
    previous = name
  }
  await engine.keep('lane', laneTable(chance))
  await engine.keep('lane_position', lanePositions(chance))
  await engine.keep('kept_position', keptPositions())
  await engine.keep('purchase_position', purchasePositions(chance))
  await engine.keep('latent_position', positionTable(chance))
  await engine.keep('valued_position', valuedPositions())
  await engine.keep('demand_plan', demandPlan(chance, size))
  await engine.drop('lane_position', 'kept_position', 'purchase_position', 'latent_position')
}
