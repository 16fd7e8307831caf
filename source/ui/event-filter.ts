import {ConnectopError, messageOf} from '../base/errors.ts';
import {count} from '../draw/number.ts';
import {clean} from '../draw/text.ts';
import type {ShownEvent} from '../run/protocol.ts';

/** Which events are shown. */
export interface EventFilter {
	/** As it was typed. */
	readonly text: string;
	shows(event: ShownEvent): boolean;
}

/** More of an event than any row shows is not looked through. */
const looked = 2000;

/**
A filter from a regular expression over what a row shows: time, `tick N`, level, kind, message. `!` in front of it inverts; capitals
count when there are any. Throws a usage error that says what is wrong with the expression.
*/
export function eventFilter(text: string): EventFilter {
	const inverse = text.startsWith('!');
	const pattern = inverse ? text.slice(1) : text;
	const expression = compile(pattern);
	return {text, shows: event => expression.test(rowText(event).slice(0, looked)) !== inverse};
}

/** An event as one line of text, without any style. */
export const rowText = ({ts, tick, level, kind, message}: ShownEvent): string =>
	clean(`${ts.slice(11, 19)} tick ${count(tick)} ${level} ${kind} ${message}`);

function compile(pattern: string): RegExp {
	try {
		return new RegExp(pattern, /(?<!\\)\p{Lu}/u.test(pattern) ? 'u' : 'iu');
	} catch (error) {
		const why = messageOf(error).replace(/^Invalid regular expression: \/.*\/\w*: /s, '');
		throw new ConnectopError('usage', 'filter', `/${pattern}/ is no regular expression: ${why}`, {cause: error});
	}
}
