/** Stands for the frame while the first page's code arrives. */
export function StartOutline() {
  return <div className="start-outline" aria-busy="true" />
}
