import type {Frame, History} from '../run/protocol.ts';

/**
A frame in which each series of the history stands still for `seconds` samples at a time: of a sparkline or chart every cell moves with each
sample. The series take turns, so that no second has much more to send than another. With 1 it is the frame itself.
*/
export function calmFrame(frame: Frame, seconds: number): Frame {
	if (seconds <= 1) return frame;
	const series = Object.entries(frame.history) as [string, readonly number[]][];
	const history = series.map(([name, values], turn) => {
		const fresh = (frame.samples + turn) % seconds;
		return [name, fresh === 0 ? values : values.slice(0, -fresh)];
	});
	return {...frame, history: Object.fromEntries(history) as unknown as History};
}
