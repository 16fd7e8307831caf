import {forecast, needText, type Origin, sizeText} from '../../connectome/forecast.ts';
import type {Graph} from '../../connectome/graph.ts';
import type {LoadedGraph} from './graph-task.ts';

/** Memory from which a run says at its beginning what it will take. */
const muchBytes = 1e9;

/** Seconds from which it says how long it read. */
const longSeconds = 1;

/** What a large run will take. */
export function costNotes({n, colIdx}: Graph, origin: Origin): readonly string[] {
	const need = forecast(n, colIdx.length, origin);
	return need.total < muchBytes ? [] : [`this run needs about ${needText(need)}`];
}

/** How long a large file took. */
export function readingNotes({
	cost: {bytes, readSeconds, layoutSeconds, peakBytes},
	layout,
}: LoadedGraph): readonly string[] {
	if (readSeconds + layoutSeconds < longSeconds) return [];
	const laidOut = layout === 'file' ? '' : `, nodes placed by ${layout} in ${layoutSeconds.toFixed(1)} s`;
	return [
		`the graph's ${sizeText(bytes)} were read in ${readSeconds.toFixed(1)} s${laidOut}, with at most ${sizeText(peakBytes)} of memory`,
	];
}
