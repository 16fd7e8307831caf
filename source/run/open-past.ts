import {builtInModels} from '../dynamics/models.ts';
import {readRunDocument} from '../records/run-document.ts';
import {nextEvents} from './next-events.ts';
import {liveParameters} from './parameters.ts';
import type {RunPast} from './past.ts';
import {compareCheckpoints, verifyCheckpoint} from './past-checkpoints.ts';
import {pastEvents} from './past-events.ts';
import {createMetricsHistory} from './past-metrics.ts';

/** The past of a run that may have ended, read from its directory. A model of the user's own is not loaded: its parameters go by their names. */
export function openPast(directory: string): RunPast {
	return {
		async verifyCheckpoint(file) {
			return verifyCheckpoint(directory, (await readRunDocument(directory)).checkpoints, file);
		},
		async compareCheckpoints(a, b) {
			const {model} = await readRunDocument(directory);
			const known = builtInModels.find(({id}) => id === model.id);
			return compareCheckpoints(directory, known ? liveParameters(known) : [], a, b);
		},
		metricsHistory: createMetricsHistory(directory),
		pastEvents: (limit, before) => pastEvents(directory, limit, before),
		nextEvents: (after, limit) => nextEvents(directory, after, limit),
	};
}
