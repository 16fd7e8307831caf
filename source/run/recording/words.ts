import {ConnectopError} from '../../base/errors.ts';

/** What is told of a spec that can't be recorded. */
export const refusal = (message: string): ConnectopError => new ConnectopError('usage', 'record', `record: ${message}`);

/** What was typed may be of any length; a line is not. */
export const shortened = (text: string): string => {
	const line = text.replaceAll(/\s+/g, ' ');
	return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

/** Words with spaces between them; quotes keep them together. Throws `record` when one is not closed. */
export const wordsOf = (text: string): readonly string[] => parts(text, /(?:[^\s"']|"[^"]*"|'[^']*')+/g, /\s/g);

/** Items with commas between them; quotes keep them together. Throws `record` when one is empty. */
export function itemsOf(text: string): readonly string[] {
	const items = parts(text, /(?:[^,"']|"[^"]*"|'[^']*')+/g, /,/g);
	if (/^,|,,|,$/.test(text)) throw refusal(`"${shortened(text)}" has an empty item in it`);
	return items;
}

function parts(text: string, part: RegExp, between: RegExp): readonly string[] {
	if (text.replaceAll(part, '').replaceAll(between, '') !== '')
		throw refusal(`a quote in "${shortened(text)}" is not closed`);
	return text.match(part) ?? [];
}

/** The text without quotes around it. */
export const unquoted = (text: string): string => (isQuoted(text) ? text.slice(1, -1) : text);

/** Whether quotes stand around the whole of it. */
export const isQuoted = (text: string): boolean => /^"[^"]*"$|^'[^']*'$/.test(text);
