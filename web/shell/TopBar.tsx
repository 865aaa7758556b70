import { useMay, useSession } from '../api/session.js'
import { AsOfPicker } from './AsOfPicker.js'
import { DemoClock } from './DemoClock.js'
import { LookMenu } from './LookMenu.js'
import { OrgPicker } from './OrgPicker.js'
import { PersonMenu } from './PersonMenu.js'
import { RunningJobs } from './RunningJobs.js'
import { SearchButton } from './SearchButton.js'

/** What holds for every page: scope, business date, search, running jobs, look, person. */
export function TopBar() {
  const { demo } = useSession()
  const maySeeJobs = useMay('job.read')
  return (
    <header className="top-bar">
      <OrgPicker />
      <AsOfPicker />
      {demo && <DemoClock />}
      <span className="top-gap" />
      <SearchButton />
      {maySeeJobs && <RunningJobs />}
      <LookMenu />
      <PersonMenu />
    </header>
  )
}
