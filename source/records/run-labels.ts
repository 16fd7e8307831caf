import {ConnectopError} from '../base/errors.ts';
import type {RunDocument, RunNote} from './run-document.ts';

/** What a run may be called: its directory may be called so too. */
export const namePattern = /^[\w.-]{1,64}$/;

/** What is said of a name that is none. */
export const nameAllowed = 'use up to 64 letters, digits, _, . and -';

/** Characters of a note. */
export const longestNote = 500;

/** Notes that run.json keeps, the newest; events.jsonl has them all. */
const mostNotes = 200;

/** A note on one line, without control characters. Throws a usage error, `note`, when nothing is left or it is too long. */
export function noteText(text: string): string {
	const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
	if (line === '') throw new ConnectopError('usage', 'note', 'note: there is no text in it');
	const {length} = [...line];
	if (length <= longestNote) return line;
	throw new ConnectopError('usage', 'note', `note: ${length} characters are too many; use up to ${longestNote}`);
}

/** Throws a usage error, `name`, of what `given` says was asked for. */
export function checkName(name: string, given: string): void {
	if (namePattern.test(name)) return;
	throw new ConnectopError('usage', 'name', `${given} ${name.slice(0, 80)}: ${nameAllowed}`);
}

/** The change of run.json that an event asks for which gives a run a name or a note; undefined for all others. */
export function labelOf(
	{notes = []}: Pick<RunDocument, 'notes'>,
	{ts, tick, epoch, data}: LabelEvent,
): Partial<RunDocument> | undefined {
	if (data?.['id'] === 'name' && typeof data['name'] === 'string') return {name: data['name']};
	if (data?.['id'] !== 'note' || typeof data['note'] !== 'string') return undefined;
	return withNote(notes, {at: ts, tick, epoch, text: data['note']});
}

/** The change that adds a note. */
export const withNote = (notes: readonly RunNote[], note: RunNote): {readonly notes: readonly RunNote[]} => ({
	notes: [...notes, note].slice(-mostNotes),
});

/** What an event has to say of it. */
interface LabelEvent {
	readonly ts: string;
	readonly tick: number;
	readonly epoch: number;
	readonly data?: Readonly<Record<string, unknown>> | undefined;
}
