const missing = '-';

/** Whole number with thousands separated: `1,234`. */
export function count(value: number): string {
	if (!Number.isFinite(value)) return unusual(value);
	if (Math.abs(value) >= 1e15) return scientific(value);
	return group(Math.round(value).toFixed(0));
}

/** As `count`, in at most `width` cells while a prefix can do it: `1,234`, `12.3 k`, `4.56 M`. */
export function shortCount(value: number, width: number): string {
	const whole = count(value);
	return whole.length <= width || !Number.isFinite(value) ? whole : prefixed(value);
}

/** Three significant digits, without an exponent where that is short: `0.250`, `5.91`, `12.3`, `1,234`, `1.2e-5`. */
export function decimal(value: number): string {
	if (!Number.isFinite(value)) return unusual(value);
	const size = Math.abs(value);
	if (size === 0) return '0.000';
	if (size < 0.0005 || size >= 1e9) return scientific(value);
	if (size < 0.9995) return value.toFixed(3);
	if (size < 9.995) return value.toFixed(2);
	if (size < 99.95) return value.toFixed(1);
	return group(value.toFixed(0));
}

/** A setting, as short as it is exact to three digits: `0.02`, `1.1`, `1200`. */
export function setting(value: number): string {
	if (!Number.isFinite(value)) return unusual(value);
	return Math.abs(value) < 1e9 ? String(Number(value.toPrecision(3))) : scientific(value);
}

/** With its sign: `+1.8`, `-0.3`, `+0.0`. */
export function signed(value: number): string {
	if (!Number.isFinite(value)) return value > 0 ? `+${unusual(value)}` : unusual(value);
	const digits = Math.abs(value) < 99.95 ? value.toFixed(1) : decimal(value);
	return digits.startsWith('-') ? (Number(digits) === 0 ? '+0.0' : digits) : `+${digits}`;
}

/** Share 0 … 1 in percent: `24 %`; never rounded up to 100 or down to 0. */
export function percent(share: number): string {
	if (!Number.isFinite(share)) return `${unusual(share)} %`;
	const rounded = Math.round(share * 100);
	if (rounded >= 100 && share < 1) return '>99 %';
	if (rounded <= 0 && share > 0) return '<1 %';
	return `${rounded} %`;
}

/** Rate, 1/s: `0.25`, `10.0`, `1,000`. */
export function hertz(value: number): string {
	if (!Number.isFinite(value)) return unusual(value);
	const size = Math.abs(value);
	if (size < 9.995) return value.toFixed(size !== 0 && size < 0.995 ? 2 : 1);
	return size < 99.95 ? value.toFixed(1) : count(value);
}

/** Duration given in seconds: `4.4 s`, `1,234.5 s`. */
export function seconds(value: number): string {
	if (!Number.isFinite(value)) return `${unusual(value)} s`;
	return `${Math.abs(value) < 1e9 ? group(value.toFixed(1)) : scientific(value)} s`;
}

/** Duration given in milliseconds, without the unit: `0.05`, `12.3`, `1,234`. */
export function milliseconds(value: number): string {
	if (!Number.isFinite(value)) return unusual(value);
	const size = Math.abs(value);
	if (size < 9.995) return value.toFixed(2);
	return size < 99.95 ? value.toFixed(1) : count(value);
}

/** Size: `41 kB`, `1.2 MB`. */
export function bytes(value: number): string {
	if (!Number.isFinite(value)) return `${unusual(value)} B`;
	return value < 1000 ? `${Math.round(value)} B` : `${prefixed(value, 2)}B`;
}

const unusual = (value: number): string => (Number.isNaN(value) ? missing : value > 0 ? 'inf' : '-inf');
const scientific = (value: number): string => value.toExponential(1).replace('e+', 'e');
const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

function prefixed(value: number, digits = 3): string {
	for (const prefix of ['k', 'M', 'G', 'T']) {
		value /= 1000;
		if (Math.abs(value) < 999.5)
			return `${value.toFixed(Math.max(0, digits - Math.max(1, Math.floor(Math.log10(Math.abs(value) + 1e-9) + 1e-9) + 1)))} ${prefix}`;
	}
	return scientific(value * 1e12);
}
