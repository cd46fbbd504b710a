/* Sound on standard input, 16 bit at 8 kHz, in frames of 20 ms; what spandsp's V.18 reads on standard output. */
#include <stdio.h>
#include <spandsp.h>

static void put_text(void *user_data, const uint8_t *text, int length)
{
    (void) user_data;
    fwrite(text, 1, length, stdout);
}

int main(void)
{
    v18_state_t *v18 = v18_init(NULL, FALSE, V18_MODE_5BIT_45, put_text, NULL);
    int16_t frame[160];
    size_t got;
    int16_t silence[160] = {0};
    while ((got = fread(frame, sizeof(int16_t), 160, stdin)) > 0)
        v18_rx(v18, frame, (int) got);
    /* It holds text back until the carrier falls. */
    for (int n = 0; n < 500; n++)
        v18_rx(v18, silence, 160);
    return 0;
}
