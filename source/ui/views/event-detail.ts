import {count} from '../../draw/number.ts';
import {clean} from '../../draw/text.ts';
import type {ShownEvent} from '../../run/protocol.ts';
import {wrap} from './wrap.ts';

/** More of an event's data than this is not shown: a screen is no editor. */
const mostText = 20_000;

/** An event with all of its data, as lines of at most `inner` cells. */
export function eventDetail(event: ShownEvent, inner: number, ascii: boolean): readonly string[] {
	const {ts, tick, epoch, seq, level, kind, message, data = {}, times} = event;
	const again = times > 1 ? `, the last of ${count(times)} in a row` : '';
	const lines = [
		`${ts}  tick ${count(tick)}  epoch ${epoch}  seq ${seq}`,
		`${level}  ${kind}${again}`,
		message,
		...Object.entries(data).map(
			([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
		),
	];
	return lines.flatMap(line => wrap(clean(line.slice(0, mostText), ascii), inner));
}
