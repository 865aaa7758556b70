import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { printDoctor } from './doctor.js'
import { connect } from './connect.js'
import { backupTo, restoreFrom } from './backup.js'
import { serve } from './serve.js'

/** start, demo, doctor, migrate, backup, restore. */
export function addServerCommands(program: Command): void {
  program.command('start').description('start the server').action(() => serve(false))
  program
    .command('demo')
    .description('start the server as a demo: one account per role, this machine only, marked for ever; loads a made-up bank')
    .option('--customers <n>', 'customers of the made-up bank; 0 loads none', '50000')
    .option('--seed <n>', 'the same seed makes the same bank', '7')
    .action((options: { customers: string; seed: string }) => serve(true, { customers: Number(options.customers), seed: Number(options.seed) }))
  program
    .command('doctor')
    .description('check engines, versions, disk, ports, locks and keys, and print every setting')
    .action(async () => {
      process.exitCode = (await printDoctor(readConfig(), (text) => console.log(text))) ? 0 : 1
    })
  program
    .command('migrate')
    .description('bring the data directory to this version')
    .action(async () => {
      const connection = await connect(readConfig())
      console.log(connection.kind === 'server' ? 'The running server migrated at its start. 运行中的服务启动时已完成迁移。' : 'The data directory is up to date. 数据目录已是最新。')
      await connection.close()
    })
  program
    .command('backup')
    .argument('<folder>', 'a new folder')
    .description('write a backup of both engines, with checksums')
    .action((folder: string) => backupTo(readConfig(), folder, (text) => console.log(text)))
  program
    .command('restore')
    .argument('<folder>', 'a folder written by backup')
    .description('restore a backup into an empty data directory')
    .action((folder: string) => restoreFrom(readConfig(), folder, (text) => console.log(text)))
}
