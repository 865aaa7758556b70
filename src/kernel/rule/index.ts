export {
  aggregateFunctions,
  periodFunctions,
  intervalPicks,
  populationFunctions,
  spanUnits,
  stepsOf,
  specialFunctions,
  operators,
  valueTypes,
  type AggregateNode,
  type BoolNode,
  type CompareNode,
  type EachPeriod,
  type IntervalNode,
  type Operator,
  type PopulationNode,
  type ResponseNode,
  type RuleDocument,
  type RuleParams,
  type SegmentNode,
  type SequenceNode,
  type SequenceStep,
  type SetNode,
  type ValueDocument,
  type ValueNode,
  type ValueType,
  type Window,
} from './node.js'
export { ruleDocument, valueDocument } from './document.js'
export { ruleLimits } from './limit.js'
export { patternProblem } from './pattern.js'
export { arithType, selfNamed, unified } from './unify.js'
export { operandFormOf, operatorsOf, type OperandForm } from './operator.js'
export { parseRule, parseValue, type Parsed } from './parse.js'
export type { EnumValue, FactSpec, FieldSpec, Label, MemberSpec, RuleSchema, TypeInfo } from './schema.js'
export { checkRule, checkValue, type CheckedRule, type CheckedValue } from './check.js'
export { linesOf, phraseOfValue, sentenceOf, type RuleLine } from './sentence.js'
export { codesReadBy, fieldsReadBy, propertiesReadBy, referencesOf, referencesOfAll, tagKeyOf, type CodeReading, type FieldReading, type RuleReferences } from './reference.js'
export { nodesOf, type Located } from './walk.js'
export { streamable, type Streaming, type StreamingAnswer, type StreamingReason } from './streaming.js'
export type { RuleContext } from './context.js'
export { compileRule, compileValue, type CompiledRule, type CompiledValue, type RuleStep } from './compile.js'
export { createPassCollector, type FactColumn, type FactPass, type PassCollector } from './pass.js'
export { evaluateRule, ruleEvaluator, valueEvaluator } from './evaluate.js'
export { populationStatistics } from './evaluate-population.js'
export { evaluateTable, tableSchema, type TableColumn, type TableGround } from './evaluate-table.js'
export type { CustomerValue, FactRow, RuleCustomer } from './customer.js'
