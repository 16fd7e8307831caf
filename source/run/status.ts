import type {Settings, Status} from './protocol.ts';
import {type Gauges, metricsIn} from './shared.ts';
import {secondsPerTick} from './step-plan.ts';

/** The status that the gauges tell, with what they do not know: `dropped` counts messages. */
export function statusOf(
	gauges: Gauges,
	settings: Settings,
	{
		ended,
		savedTick,
		dropped,
		disk,
		engine,
	}: Pick<Status, 'ended' | 'savedTick' | 'disk' | 'engine'> & {readonly dropped: number},
): Status {
	const {tick, epoch, time, achievedHz, late, missed, latenessMs, latenessP99Ms, stepMs, tickMs, substeps, revision} =
		gauges;
	return {
		tick,
		epoch,
		time,
		achievedHz,
		late,
		missed,
		latenessMs,
		latenessP99Ms,
		stepMs,
		tickMs,
		substeps,
		revision,
		paused: settings.paused,
		ended,
		realTimeFactor: achievedHz * settings.dt * secondsPerTick,
		savedTick,
		measuredTick: gauges.measuredTick,
		metrics: metricsIn(gauges),
		input: {taken: gauges.taken, dropped},
		...(disk === undefined ? {} : {disk}),
		...(engine === undefined ? {} : {engine}),
	};
}
