import {secondsPerTick} from '../run/step-plan.ts';
import type {ContestResult, Measured} from './contest.ts';
import type {BenchGrowth, BenchRow} from './report.ts';
import {fitPowerLaw, jitter, median, quantile} from './statistics.ts';

/** The rows of one size. */
export function rowsOf(
	{measured, ticks, ticksARound}: ContestResult,
	{graph, nodes, edges}: Pick<BenchRow, 'graph' | 'nodes' | 'edges'>,
): BenchRow[] {
	return measured.map(each => {
		const {entrant, rounds, rss, early, final} = each;
		const {id, title, threads, noise} = entrant;
		const tickMs = median(rounds.map(median));
		const all = rounds.flatMap(times => [...times]);
		const among = (wanted: string) => ratio(each, peer(measured, wanted, threads, noise));
		return {
			graph,
			nodes,
			edges,
			id,
			title,
			threads,
			noise,
			rounds: rounds.length,
			ticksARound,
			tickMs,
			ticksPerSecond: 1000 / tickMs,
			edgesPerSecond: (edges * 1000) / tickMs,
			p50Ms: quantile(all, 0.5),
			p99Ms: quantile(all, 0.99),
			jitterMs: jitter(rounds),
			realTimeFactor: (1000 / tickMs) * secondsPerTick,
			rssBytes: rss ?? null,
			ratios: {
				cRows: among('c-csr'),
				cSlices: among('c-slices'),
				// The cpu kernel has one thread, whatever the others have.
				cpu: ratio(each, peer(measured, 'cpu', 1, noise)),
				noiseless: noise === 'none' ? null : ratio(each, peer(measured, id, threads, 'none')),
			},
			difference: Math.max(early.difference, final.difference),
			checkedAfter: ticks,
		};
	});
}

/** Whom to compare with: who has as many threads and the same noise. */
function peer(
	measured: readonly Measured[],
	id: string,
	threads: number,
	noise: 'none' | 'node',
): Measured | undefined {
	return measured.find(({entrant}) => entrant.id === id && entrant.threads === threads && entrant.noise === noise);
}

/** Median over the rounds, so that a disturbance of one round counts once. */
function ratio({rounds}: Measured, other: Measured | undefined): number | null {
	if (!other) return null;
	return median(rounds.map((times, i) => median(times) / median(other.rounds[i]!)));
}

/** How each contestant that was measured at three sizes or more of one kind of graph grows. */
export function growthOf(rows: readonly BenchRow[]): BenchGrowth[] {
	const knn = rows.filter(({graph}) => graph === 'knn');
	const groups = Map.groupBy(knn, ({id, threads, noise}) => JSON.stringify([id, threads, noise]));
	return [...groups.values()].flatMap(group => {
		const sizes = group.map(({nodes}) => nodes);
		const law =
			sizes.length < 3
				? undefined
				: fitPowerLaw(
						sizes,
						group.map(({tickMs}) => tickMs),
					);
		const [first] = group;
		if (!law || !first) return [];
		const {id, title, threads, noise} = first;
		return [{id, title, threads, noise, sizes, ...law}];
	});
}
