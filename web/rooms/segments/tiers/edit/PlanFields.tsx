import type { PlanProps } from './plan-props.js'
import { Causes, Funnel, Lifecycle } from './RulePlans.js'
import { Pareto, Pyramid, Quadrant, Rfm } from './ValuePlans.js'

/** What a plan is made of, by its kind. Look-alikes are made from a segment. */
export function PlanFields({ plan, ...props }: PlanProps) {
  switch (plan.kind) {
    case 'pyramid':
      return <Pyramid plan={plan} {...props} />
    case 'pareto':
      return <Pareto plan={plan} {...props} />
    case 'rfm':
      return <Rfm plan={plan} {...props} />
    case 'quadrant':
      return <Quadrant plan={plan} {...props} />
    case 'lifecycle':
      return <Lifecycle plan={plan} {...props} />
    case 'funnel':
      return <Funnel plan={plan} {...props} />
    case 'causes':
      return <Causes plan={plan} {...props} />
    case 'alike':
      return null
  }
}
