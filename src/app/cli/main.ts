import { Command } from 'commander'
import { AppError, Mistakes, messageOf } from '#kernel/error'
import { productVersion } from '../product-version.js'
import { ProblemError } from './connect.js'
import { addDefinitionCommands } from './definition-commands.js'
import { addServerCommands } from './server-commands.js'
import { addLoopCommands } from './loop-commands.js'

const program = new Command('qunce')
  .description('Qunce 群策: insight, strategy, execution, review for retail banks')
  .version(productVersion())

addServerCommands(program)
addLoopCommands(program)
addDefinitionCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  printError(error)
  process.exitCode = 1
}

function printError(error: unknown): void {
  if (error instanceof ProblemError) {
    const { problem } = error
    console.error(`${problem.code}  ${problem.message.en}\n${' '.repeat(problem.code.length)}  ${problem.message.zh}`)
    for (const mistake of problem.mistakes ?? []) console.error(`  ${mistake.path}: ${mistake.message.en} ${mistake.message.zh}`)
    return
  }
  if (error instanceof AppError) {
    const message = messageOf(error.code, error.params)
    console.error(`${error.code}  ${message.en}\n${' '.repeat(error.code.length)}  ${message.zh}`)
    const mistakes = error instanceof Mistakes ? error.mistakes : []
    for (const mistake of mistakes) console.error(`  ${mistake.path}: ${messageOf(mistake.code, mistake.params).en}`)
    return
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
}
