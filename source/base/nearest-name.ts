/** No name is longer. Whatever was sent from outside is compared with every name, letter by letter. */
const longest = 64;

/** The name that is at most two letters away, or begins the same; undefined: none is. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
	if (name.length > longest) return undefined;
	const ranked = names
		.map(each => ({each, away: each.startsWith(name) ? 1 : distance(name, each)}))
		.sort((a, b) => a.away - b.away);
	const [best] = ranked;
	return best && best.away <= 2 && best.away < name.length ? best.each : undefined;
}

/** The end of a line that refuses `given` and lists `names`: `; did you mean quantum?`, or nothing when no name is near. */
export function didYouMean(given: string, names: readonly string[]): string {
	const near = nearestName(given, names);
	return near === undefined ? '' : `; did you mean ${near}?`;
}

/** Levenshtein's distance: letters to add, take out or change. */
function distance(from: string, to: string): number {
	let row = Array.from({length: to.length + 1}, (_, i) => i);
	for (const [i, letter] of [...from].entries()) {
		const next = [i + 1];
		for (const [j, other] of [...to].entries())
			next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
		row = next;
	}
	return row[to.length] ?? from.length;
}
