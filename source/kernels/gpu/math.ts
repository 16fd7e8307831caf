/*
gpu.js maps ** to GLSL's pow and Math.pow to a _pow of its own made of it, which is undefined for negative bases and inexact for whole exponents, and its tanh
overflows from 44 on. Definitions of its own are in every shader already, so ours take their names by the preprocessor.
*/

/** GLSL put before a program: pow and tanh as JavaScript has them. */
export const mathText = `
float wholePow(float x, float y) {
	if (y == 0.0) return 1.0;
	if (y == 1.0) return x;
	if (y == 2.0) return x * x;
	if (y == 3.0) return x * x * x;
	if (y == 4.0) return (x * x) * (x * x);
	if (x == 0.0) return y > 0.0 ? 0.0 : 1.0 / abs(x);
	float magnitude = pow(abs(x), y);
	if (x > 0.0) return magnitude;
	if (fract(y) != 0.0) return (x - x) / (x - x);
	return fract(y * 0.5) == 0.0 ? magnitude : -magnitude;
}
float boundedTanh(float x) {
	float e = exp(-2.0 * abs(x));
	return sign(x) * (1.0 - e) / (1.0 + e);
}
#define _pow wholePow
#define pow wholePow
#define tanh boundedTanh
`;
