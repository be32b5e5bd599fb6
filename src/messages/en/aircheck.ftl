# The aircheck: what the machine heard of what was aired.

status-aircheck = Aircheck: listening to { $input }{ $waiting ->
    [0] {""}
    [one] , one airing waits for its verdict
   *[other] , { $waiting } airings wait for their verdicts
}
status-aircheck-opening = Aircheck: the input is being opened
status-aircheck-lost = THE AIRCHECK HAS LOST ITS INPUT ({ $why }): nobody knows whether there is sound
status-aircheck-silent = ON AIR AND NOTHING IS HEARD. Look at the amplifier, the lines, the volume.
status-aircheck-faint = ON AIR AND TOO QUIET. Look at the volume.
status-aircheck-foreign = FOREIGN SOUND: the station plays nothing, and something is heard.
status-aircheck-not-kept = CAPTURES CAN'T BE KEPT ({ $why })
