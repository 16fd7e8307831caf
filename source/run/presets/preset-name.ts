import {ConnectopError} from '../../base/errors.ts';

/** Characters of a name at most. */
const longest = 64;

/** What a name may be, in words. */
export const nameRule = `1 to ${longest} letters, digits, spaces or . _ - (in front no . -)`;

/** A name that a preset can be saved under: it becomes that of a file. Throws a usage error of one line for any other. */
export function presetName(typed: string): string {
	const name = typed.trim();
	if (name === '') throw refusal(`preset: the name is missing; use ${nameRule}`);
	if (/\.toml$/i.test(name)) throw refusal(`preset ${shown(name)}: leave .toml out of the name`);
	if (/^[\p{L}\p{N}_][\p{L}\p{N}\p{M} ._-]*$/u.test(name) && [...name].length <= longest) return name;
	throw refusal(`preset ${shown(name)}: is no name; use ${nameRule}`);
}

const refusal = (message: string): ConnectopError => new ConnectopError('usage', 'preset', message);

function shown(text: string): string {
	const plain = text.replaceAll(/\p{Cc}/gu, '?');
	return `"${plain.length > 40 ? `${plain.slice(0, 39)}…` : plain}"`;
}
